import type { clientFiles as en } from '../en/client-files.ts';

export const clientFiles: typeof en = {
  clientFiles: {
    title: 'Fichiers du client',
    lead: 'Plans du site, rapports, contrats. Le portail ne les montre pas.',
    needsClient: 'Les fichiers concernent un client, et ce projet n’en a pas encore.',
    chooseClient: 'Choisissez-en un avec « Modifier le projet ».',
    add: 'Ajouter des fichiers',
    drop: 'Déposez les fichiers ici',
    empty: 'Aucun fichier pour l’instant.',
    hint: (limit: number) => `Déposez des fichiers ici ou ajoutez-les, ${limit} Mio au plus chacun.`,
    columns: { name: 'Nom', size: 'Taille', added: 'Ajouté', actions: 'Actions' },
    addedBy: (when: string, person: string) => `${when} par ${person}`,
    download: (file: string) => `Télécharger ${file}`,
    delete: 'Supprimer',
    deleteFile: (file: string) => `Supprimer ${file}`,
    deleteTitle: (file: string) => `Supprimer ${file} ?`,
    deleteLead: 'Il disparaît pour tout le monde, tout de suite.',
    deleted: (file: string) => `${file} supprimé`,
    added: (file: string) => `${file} ajouté`,
    uploads: 'Envois',
    sending: (file: string) => `Envoi de ${file}`,
    waiting: 'En attente',
    saving: 'Enregistrement',
    cancel: (file: string) => `Annuler ${file}`,
    dismiss: (file: string) => `Masquer ${file}`,
    again: (file: string) => `Réessayer ${file}`,
    failed: (file: string) => `${file} n’a pas été ajouté`,
    problems: {
      tooLarge: (limit: number) => `Il dépasse ${limit} Mio.`,
      empty: 'Il est vide.',
      folder: 'C’est un dossier. Ajoutez les fichiers qu’il contient.',
      refused:
        'Le serveur ne l’accepte pas. Donnez-lui un autre nom, sans caractères de contrôle et de 200 caractères au plus.',
      cut: 'La connexion a été perdue en route. Réessayez.',
    },
  },
};
