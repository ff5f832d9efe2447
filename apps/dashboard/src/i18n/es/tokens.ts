import { pluralIn } from '@sitecast/ui';
import type { tokens as en } from '../en/tokens.ts';

const plural = pluralIn('es');

export const tokens: typeof en = {
  tokens: {
    title: 'Tokens de API',
    lead: 'Para scripts e integraciones. Un token solo actúa en este espacio de trabajo.',
    create: 'Crear token',
    empty: 'Crea un token para enviar superposiciones desde un script.',
    columns: {
      name: 'Nombre',
      owner: 'Propietario',
      scope: 'Alcance',
      status: 'Estado',
      prefix: 'Token',
      lastUsed: 'Último uso',
      expires: 'Caduca',
      actions: 'Acciones',
    },
    name: 'Nombre',
    nameHint: 'Qué lo usará, por ejemplo «Timbre del vestíbulo».',
    scope: 'Alcance',
    scopes: { read: 'Lectura', write: 'Escritura', full: 'Completo', agency: 'Agencia' },
    may: {
      read: 'Ve pantallas, superposiciones y su historial. No cambia nada.',
      write: 'Lectura, y además vincula, renombra y cambia pantallas.',
      full: 'Escritura, y además envía superposiciones y órdenes a pantallas.',
      agency:
        'Para una agencia externa: llena las listas de reproducción que elijas. No ve ni cambia nada más.',
    },
    expiry: 'Caduca',
    expiries: {
      days: (days) => `En ${plural(days, { one: '1 día', other: `${days} días` })}`,
      year: 'En un año',
      never: 'Nunca',
    },
    secretTitle: 'Copia el token ahora',
    secretLead: (name) =>
      `Es la única vez que se muestra «${name}». Quien lo tenga podrá actuar en su nombre.`,
    secretLabel: 'Token',
    done: 'Ya lo he guardado',
    created: (name) => `Token «${name}» creado`,
    status: { active: 'Activo', expired: 'Caducado', revoked: 'Revocado' },
    by: (email) => `de ${email}`,
    from: (address) => `desde ${address}`,
    revoke: 'Revocar',
    revokeNamed: (name) => `Revocar ${name}`,
    revokeTitle: (name) => `¿Revocar «${name}»?`,
    revokeLead: 'Lo que lo usa será rechazado desde la próxima petición. No se puede deshacer.',
    revoked: (name) => `Token «${name}» revocado`,
    expiresSoon: (when) => `Caduca ${when}`,
    replaced: (when) => `Sustituido, termina ${when}`,
    rotate: 'Renovar',
    rotateNamed: (name) => `Renovar ${name}`,
    rotateTitle: (name) => `¿Renovar «${name}»?`,
    rotateLead: 'Recibes un token nuevo con el mismo nombre. Ponlo donde se use el antiguo.',
    grace: 'El token antiguo',
    graces: {
      none: 'Termina de inmediato',
      minutes: (minutes) =>
        `Funciona ${plural(minutes, { one: '1 minuto', other: `${minutes} minutos` })} más`,
      hours: (hours) => `Funciona ${plural(hours, { one: '1 hora', other: `${hours} horas` })} más`,
    },
    rotated: (name) => `Token «${name}» renovado`,
    playlists: 'Listas de reproducción',
    playlistsHint: 'Todas las que puede llenar.',
    noPlaylists:
      'Este espacio de trabajo aún no tiene listas de reproducción. Un token de agencia necesita al menos una que llenar.',
    autoPublish: 'Publicar sin revisión',
    autoPublishHint:
      'Lo que añade la agencia se muestra de inmediato. Si no, alguien de aquí lo aprueba antes.',
    publishes: 'publica por sí mismo',
    playlistCount: (count) => plural(count, { one: '1 lista', other: `${count} listas` }),
    manage: (name) => `Gestionar ${name}`,
    retarget: 'Cambiar listas',
    retargetTitle: (name) => `Listas de «${name}»`,
    retargetLead: 'El cambio vale desde su próxima petición.',
    retargeted: (name) => `Listas de «${name}» cambiadas`,
    takeOverLead: (email) =>
      `Recibes un token nuevo con el mismo nombre, que pasa a ser tuyo en lugar de ${email}. Ponlo donde se use el antiguo.`,
  },
  personalTokens: {
    title: 'Mis tokens',
    lead: 'Para la línea de comandos y CI. Un token de acceso personal actúa como tú, en todos tus espacios de trabajo.',
    empty: 'Crea un token para usar la línea de comandos o CI en tu nombre.',
    nameHint: 'Dónde se usará, por ejemplo «Portátil» o «CI».',
    secretLead: (name) =>
      `Es la única vez que se muestra «${name}». Quien lo tenga podrá hacer todo lo que puedes tú.`,
    created: 'Creado',
    ended: 'Caducados y revocados',
    expiring: (count) =>
      `${plural(count, { one: '1 token caduca', other: `${count} tokens caducan` })} en menos de 7 días. Renueva a tiempo: un token caducado se rechaza en todas partes.`,
  },
  allTokens: {
    title: 'Tokens de acceso',
    lead: 'Los tokens de acceso personal de todos los usuarios.',
    empty: 'Nadie ha creado todavía un token de acceso personal.',
    noMatch: 'Ningún token coincide con estos filtros.',
    clear: 'Quitar filtros',
    user: 'Usuario',
    allUsers: 'Todos los usuarios',
    anyStatus: 'Cualquier estado',
    use: {
      any: 'En cualquier momento',
      week: 'En los últimos 7 días',
      month: 'En los últimos 30 días',
      idle: 'No en los últimos 30 días',
      never: 'Nunca usado',
    },
  },
};
