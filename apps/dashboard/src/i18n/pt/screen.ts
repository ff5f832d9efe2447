import { pluralIn } from '@sitecast/ui';
import type { screen as en } from '../en/screen.ts';

const plural = pluralIn('pt');

export const screen: typeof en = {
  screen: {
    details: 'Ecrã',
    paired: 'Emparelhado',
    platform: 'Plataforma',
    platforms: { browser: 'Navegador', tizen: 'Samsung Tizen' },
    engine: 'Motor',
    groups: 'Grupos',
    screenshot: 'Captura de ecrã',
    screenshotEmpty: 'Peça ao ecrã uma imagem do que mostra.',
    screenshotOf: (name) => `O que ${name} mostrava`,
    logLevel: 'Nível',
    anyLevel: 'Todos os níveis',
    logTag: 'Etiqueta',
    logNoMatch: 'Nenhuma linha corresponde a estes filtros.',
    settings: 'Definições',
    name: 'Nome',
    orientation: 'Orientação',
    orientations: {
      0: 'Horizontal',
      90: 'Vertical, 90° para a direita',
      180: 'Horizontal, invertido',
      270: 'Vertical, 270° para a direita',
    },
    saved: (name) => `${name} guardado`,
    log: 'Registo',
    logEmpty: 'Aqui aparece o que o leitor comunica.',
    levels: { debug: 'Depuração', info: 'Info', warn: 'Aviso', error: 'Erro' },
    unpair: 'Desemparelhar ecrã',
    unpairTitle: (name) => `Desemparelhar ${name}?`,
    unpairLead: 'Deixa logo de mostrar o que é seu e mostra um código novo. O histórico mantém-se.',
    unpaired: (name) => `${name} está desemparelhado`,
  },
  commands: {
    title: 'Comandos',
    types: {
      screen_on: 'Ligar o ecrã',
      screen_off: 'Desligar o ecrã',
      identify: 'Identificar',
      screenshot: 'Capturar o ecrã',
      launch: 'Reiniciar o leitor',
      update: 'Atualizar o leitor',
      reboot: 'Reiniciar o equipamento',
      shutdown: 'Desligar o equipamento',
    },
    status: {
      sent: 'Enviado',
      offline: 'Fora de linha',
      queued: 'Em espera',
      done: 'Concluído',
      failed: 'Falhou',
      unsupported: 'Sem suporte',
    },
    empty: 'Os comandos para este ecrã e as respostas dele aparecem aqui.',
    last: 'Último comando',
    sent: (what, name) => `${what}: comando enviado a ${name}`,
    offline: (what, name) => `${what}: ${name} está fora de linha e não o recebeu.`,
    queued: (what, name) => `${what}: ${name} recebe-o quando voltar`,
    sentMany: (what, sent, total) => `${what}: comando enviado a ${sent} de ${total} ecrãs`,
    missed: (count) =>
      plural(count, {
        one: `${count} ecrã está fora de linha.`,
        other: `${count} ecrãs estão fora de linha.`,
      }),
    later: (count) =>
      plural(count, {
        one: `${count} ecrã recebe-o mais tarde.`,
        other: `${count} ecrãs recebem-no mais tarde.`,
      }),
    emptyGroup: 'Não há ecrãs neste grupo: nada foi enviado.',
    ask: {
      reboot: (name) => `Reiniciar ${name}?`,
      shutdown: (name) => `Desligar ${name}?`,
    },
    askMany: {
      reboot: (count) => `Reiniciar ${plural(count, { one: `${count} ecrã`, other: `${count} ecrãs` })}?`,
      shutdown: (count) => `Desligar ${plural(count, { one: `${count} ecrã`, other: `${count} ecrãs` })}?`,
    },
    lead: {
      reboot: 'Nada é mostrado até o equipamento voltar a arrancar.',
      shutdown: 'Nada é mostrado até alguém voltar a ligar o equipamento no local.',
    },
  },
};
