import { pluralIn } from '@sitecast/ui';
import type { groups as en } from '../en/groups.ts';

const plural = pluralIn('pt');

export const groups: typeof en = {
  groups: {
    title: 'Grupos',
    lead: 'Ecrãs que recebem sobreposições e comandos em conjunto.',
    create: 'Criar grupo',
    empty: 'Reúna ecrãs num grupo para chegar a todos de uma vez.',
    search: 'Procurar por nome',
    none: 'Nenhum grupo tem isto no nome.',
    columns: { name: 'Nome', screens: 'Ecrãs' },
    count: (total, online) =>
      `${plural(total, { one: `${total} ecrã`, other: `${total} ecrãs` })}, ${online} em linha`,
    name: 'Nome',
    nameHint: 'Por exemplo «Rés do chão».',
    taken: 'Outro grupo tem este nome',
    created: (name) => `Grupo ${name} criado`,
    rename: 'Mudar o nome',
    renamed: (name) => `O grupo chama-se agora ${name}`,
    members: 'Ecrãs',
    noMembers: 'Ainda não há ecrãs neste grupo.',
    add: 'Adicionar ecrãs',
    addLead: 'O que mostram não muda.',
    allIn: 'Não há outros ecrãs.',
    remove: (name) => `Remover ${name} do grupo`,
    removed: (name) => `${name} já não está no grupo`,
    delete: 'Eliminar grupo',
    deleteTitle: (name) => `Eliminar ${name}?`,
    deleteLead: 'Os ecrãs ficam. As sobreposições enviadas ao grupo são retiradas.',
    deleted: (name) => `Grupo ${name} eliminado`,
  },
};
