import { pluralIn } from '@sitecast/ui';
import type { tokens as en } from '../en/tokens.ts';

const plural = pluralIn('pt');

export const tokens: typeof en = {
  tokens: {
    title: 'Tokens de API',
    lead: 'Para scripts e integrações. Um token só age neste espaço de trabalho.',
    create: 'Criar token',
    empty: 'Crie um token para enviar sobreposições a partir de um script.',
    columns: {
      name: 'Nome',
      owner: 'Proprietário',
      scope: 'Âmbito',
      status: 'Estado',
      prefix: 'Token',
      lastUsed: 'Último uso',
      expires: 'Expira',
      actions: 'Ações',
    },
    name: 'Nome',
    nameHint: 'O que o vai usar, por exemplo «Campainha do átrio».',
    scope: 'Âmbito',
    scopes: { read: 'Leitura', write: 'Escrita', full: 'Completo', agency: 'Agência' },
    may: {
      read: 'Vê ecrãs, sobreposições e o seu histórico. Não altera nada.',
      write: 'Leitura, e emparelha, renomeia e altera ecrãs.',
      full: 'Escrita, e envia sobreposições e comandos aos ecrãs.',
      agency:
        'Para uma agência externa: preenche as listas de reprodução que escolher. Não vê nem altera mais nada.',
    },
    expiry: 'Expira',
    expiries: {
      days: (days) => `Dentro de ${plural(days, { one: `${days} dia`, other: `${days} dias` })}`,
      year: 'Dentro de um ano',
      never: 'Nunca',
    },
    secretTitle: 'Copie o token agora',
    secretLead: (name) => `É a única vez que «${name}» é mostrado. Quem o tiver pode agir em seu nome.`,
    secretLabel: 'Token',
    done: 'Já o guardei',
    created: (name) => `Token «${name}» criado`,
    status: { active: 'Ativo', expired: 'Expirado', revoked: 'Revogado' },
    by: (email) => `de ${email}`,
    from: (address) => `de ${address}`,
    revoke: 'Revogar',
    revokeNamed: (name) => `Revogar ${name}`,
    revokeTitle: (name) => `Revogar «${name}»?`,
    revokeLead: 'O que o usa é recusado a partir do próximo pedido. Não pode ser desfeito.',
    revoked: (name) => `Token «${name}» revogado`,
    expiresSoon: (when) => `Expira ${when}`,
    replaced: (when) => `Substituído, termina ${when}`,
    rotate: 'Renovar',
    rotateNamed: (name) => `Renovar ${name}`,
    rotateTitle: (name) => `Renovar «${name}»?`,
    rotateLead: 'Recebe um token novo com o mesmo nome. Ponha-o onde o antigo é usado.',
    grace: 'O token antigo',
    graces: {
      none: 'Termina de imediato',
      minutes: (minutes) =>
        `Funciona mais ${plural(minutes, { one: `${minutes} minuto`, other: `${minutes} minutos` })}`,
      hours: (hours) => `Funciona mais ${plural(hours, { one: `${hours} hora`, other: `${hours} horas` })}`,
    },
    rotated: (name) => `Token «${name}» renovado`,
    playlists: 'Listas de reprodução',
    playlistsHint: 'Todas as que pode preencher.',
    noPlaylists:
      'Este espaço de trabalho ainda não tem listas de reprodução. Um token de agência precisa de pelo menos uma para preencher.',
    autoPublish: 'Publicar sem revisão',
    autoPublishHint:
      'O que a agência adiciona é exibido de imediato. Caso contrário, alguém daqui aprova primeiro.',
    publishes: 'publica por si',
    playlistCount: (count) => plural(count, { one: `${count} lista`, other: `${count} listas` }),
    manage: (name) => `Gerir ${name}`,
    retarget: 'Alterar listas',
    retargetTitle: (name) => `Listas de «${name}»`,
    retargetLead: 'A alteração vale a partir do próximo pedido.',
    retargeted: (name) => `Listas de «${name}» alteradas`,
    takeOverLead: (email) =>
      `Recebe um token novo com o mesmo nome, que passa a ser seu em vez de ${email}. Ponha-o onde o antigo é usado.`,
  },
  personalTokens: {
    title: 'Os meus tokens',
    lead: 'Para a linha de comandos e CI. Um token de acesso pessoal age em seu nome, em todos os seus espaços de trabalho.',
    empty: 'Crie um token para usar a linha de comandos ou CI em seu nome.',
    nameHint: 'Onde vai ser usado, por exemplo «Portátil» ou «CI».',
    secretLead: (name) =>
      `É a única vez que «${name}» é mostrado. Quem o tiver pode fazer tudo o que o próprio pode.`,
    created: 'Criado',
    ended: 'Expirados e revogados',
    expiring: (count) =>
      `${plural(count, { one: `${count} token expira`, other: `${count} tokens expiram` })} dentro de 7 dias. Renove a tempo: um token expirado é recusado em todo o lado.`,
  },
  allTokens: {
    title: 'Tokens de acesso',
    lead: 'Os tokens de acesso pessoal de todos os utilizadores.',
    empty: 'Ainda ninguém criou um token de acesso pessoal.',
    noMatch: 'Nenhum token corresponde a estes filtros.',
    clear: 'Limpar filtros',
    user: 'Utilizador',
    allUsers: 'Todos os utilizadores',
    anyStatus: 'Qualquer estado',
    use: {
      any: 'Em qualquer altura',
      week: 'Nos últimos 7 dias',
      month: 'Nos últimos 30 dias',
      idle: 'Não nos últimos 30 dias',
      never: 'Nunca usado',
    },
  },
};
