import { pluralIn } from '@sitecast/ui';
import type { Dictionary } from '../en.ts';

const plural = pluralIn('pt');

export const overlays: Dictionary['overlays'] = {
  title: 'Sobreposições',
  lead: 'O que está por cima das listas de reprodução, em todos os ecrãs.',
  send: 'Enviar sobreposição',
  target: 'Ecrã ou grupo',
  chooseTarget: 'Escolha um destino',
  now: 'Agora nos ecrãs',
  nothing: 'Neste momento nada está por cima de uma lista.',
  on: (target) => `em ${target}`,
  history: 'Histórico',
  templates: {
    title: 'Modelos',
    empty: 'Guarde uma sobreposição como modelo para a enviar de novo ou para um alerta a mostrar.',
    menu: 'Modelos',
    none: 'Ainda não há modelos',
    saveAs: 'Guardar como modelo…',
    clear: 'Começar sem modelo',
    using: (name) => `Do modelo ${name}`,
    valuesHint: 'O que preenche os campos do modelo.',
    saveLead:
      'Os nomes entre chavetas, como {location}, são preenchidos no envio. Os alertas preenchem {location}, {metric}, {value} e {threshold}.',
    name: 'Nome',
    save: 'Guardar modelo',
    saved: (name) => `Modelo ${name} guardado`,
    taken: 'Outro modelo tem este nome',
    takes: (count) => plural(count, { one: `${count} campo`, other: `${count} campos` }),
    noValues: 'Sem campos',
    manage: (name) => `Gerir ${name}`,
    rename: 'Mudar o nome',
    delete: 'Eliminar',
    deleteTitle: (name) => `Eliminar ${name}?`,
    deleteLead: 'O que dele se mostra continua a mostrar-se.',
    deleted: (name) => `Modelo ${name} eliminado`,
  },
  demo: {
    title: 'Experimente nos ecrãs da demo',
    lead: 'Cada um abre como leitor num separador próprio. As sobreposições e os alertas aparecem lá.',
    open: (name) => `Abrir ${name}`,
  },
};
