import type { setup as en } from '../en/setup.ts';

export const setup: typeof en = {
  setup: {
    title: 'Configurer Sitecast',
    lead: 'Crée le premier administrateur et le premier espace de travail. Le code de configuration se trouve dans le journal du serveur.',
    code: 'Code de configuration',
    codeHint: 'Il ressemble à ABCD-2345.',
    wrongCode: 'Ce n’est pas le code du journal du serveur',
    email: 'E-mail',
    name: 'Votre nom',
    password: 'Mot de passe',
    passwordHint: 'Au moins 12 caractères.',
    workspace: 'Nom de l’espace de travail',
    workspaceHint: 'En général le nom de votre entreprise.',
    demo: 'Ajouter le projet de démonstration',
    demoHint: 'Un chantier avec trois sonomètres simulés, des alertes et deux écrans, pour tout essayer.',
    submit: 'Créer et se connecter',
    done: (name) => `Bienvenue, ${name}`,
    over: 'La configuration est terminée. Connectez-vous.',
  },
};
