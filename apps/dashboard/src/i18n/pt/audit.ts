import type { audit as en } from '../en/audit.ts';

export const audit: typeof en = {
  audit: {
    title: 'Registo de auditoria',
    lead: 'Quem alterou o quê nesta instalação, do mais recente para o mais antigo.',
    workspaceLead: (workspace) => `Quem alterou o quê em ${workspace}, do mais recente para o mais antigo.`,
    export: 'Transferir CSV',
    empty: 'Aqui aparece o que as pessoas e os tokens alteram.',
    noMatch: 'Nada do que foi registado corresponde a estes filtros.',
    filters: 'Filtros',
    clear: 'Limpar filtros',
    actor: 'Quem',
    action: 'Ação',
    actionHint: 'Por exemplo pip.show ou só pip',
    resource: 'O quê',
    resourceHint: 'Por exemplo user, ou user e um id',
    from: 'De',
    to: 'Até',
    columns: { at: 'Quando', actor: 'Quem', action: 'Ação', resource: 'O quê', address: 'Endereço' },
    actors: {
      user: 'Utilizador',
      apiToken: 'Token de API',
      device: 'Ecrã',
      system: 'Sistema',
      anonymous: 'Sem sessão iniciada',
    },
    details: 'Pormenores',
  },
};
