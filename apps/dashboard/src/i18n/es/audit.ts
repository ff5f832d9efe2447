import type { audit as en } from '../en/audit.ts';

export const audit: typeof en = {
  audit: {
    title: 'Registro de auditoría',
    lead: 'Quién ha cambiado qué en esta instalación, lo más reciente primero.',
    workspaceLead: (workspace) => `Quién ha cambiado qué en ${workspace}, lo más reciente primero.`,
    export: 'Descargar CSV',
    empty: 'Aquí aparece lo que cambian las personas y los tokens.',
    noMatch: 'Nada de lo registrado coincide con estos filtros.',
    filters: 'Filtros',
    clear: 'Quitar filtros',
    actor: 'Quién',
    action: 'Acción',
    actionHint: 'Por ejemplo pip.show o solo pip',
    resource: 'Qué',
    resourceHint: 'Por ejemplo user, o user y un id',
    from: 'Desde',
    to: 'Hasta',
    columns: { at: 'Cuándo', actor: 'Quién', action: 'Acción', resource: 'Qué', address: 'Dirección' },
    actors: {
      user: 'Usuario',
      apiToken: 'Token de API',
      device: 'Pantalla',
      system: 'Sistema',
      anonymous: 'Sin iniciar sesión',
    },
    details: 'Detalles',
  },
};
