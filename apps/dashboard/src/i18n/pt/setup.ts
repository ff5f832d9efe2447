import type { setup as en } from '../en/setup.ts';

export const setup: typeof en = {
  setup: {
    title: 'Configurar o Sitecast',
    lead: 'Cria o primeiro administrador e o primeiro espaço de trabalho. O código de configuração está no registo do servidor.',
    code: 'Código de configuração',
    codeHint: 'É parecido com ABCD-2345.',
    wrongCode: 'Este não é o código do registo do servidor',
    email: 'E-mail',
    name: 'O seu nome',
    password: 'Palavra-passe',
    passwordHint: 'Pelo menos 12 caracteres.',
    workspace: 'Nome do espaço de trabalho',
    workspaceHint: 'Normalmente, o nome da sua empresa.',
    demo: 'Adicionar o projeto de demonstração',
    demoHint: 'Uma obra com três sonómetros simulados, alertas e dois ecrãs, para experimentar tudo.',
    submit: 'Criar e iniciar sessão',
    done: (name) => `Damos-lhe as boas-vindas, ${name}`,
    over: 'A configuração está feita. Inicie sessão.',
  },
};
