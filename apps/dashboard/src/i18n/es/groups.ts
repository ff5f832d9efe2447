import { pluralIn } from '@sitecast/ui';
import type { groups as en } from '../en/groups.ts';

const plural = pluralIn('es');

export const groups: typeof en = {
  groups: {
    title: 'Grupos',
    lead: 'Pantallas que reciben juntas superposiciones y órdenes.',
    create: 'Crear grupo',
    empty: 'Reúne pantallas en un grupo para llegar a todas a la vez.',
    search: 'Buscar por nombre',
    none: 'Ningún grupo tiene esto en su nombre.',
    columns: { name: 'Nombre', screens: 'Pantallas' },
    count: (total, online) =>
      `${plural(total, { one: '1 pantalla', other: `${total} pantallas` })}, ${online} en línea`,
    name: 'Nombre',
    nameHint: 'Por ejemplo, «Planta baja».',
    taken: 'Otro grupo tiene este nombre',
    created: (name) => `Grupo ${name} creado`,
    rename: 'Cambiar nombre',
    renamed: (name) => `El grupo se llama ahora ${name}`,
    members: 'Pantallas',
    noMembers: 'Todavía no hay pantallas en este grupo.',
    add: 'Añadir pantallas',
    addLead: 'Lo que muestran no cambia.',
    allIn: 'No hay más pantallas.',
    remove: (name) => `Quitar ${name} del grupo`,
    removed: (name) => `${name} ya no está en el grupo`,
    delete: 'Eliminar grupo',
    deleteTitle: (name) => `¿Eliminar ${name}?`,
    deleteLead: 'Sus pantallas se quedan. Las superposiciones enviadas al grupo se retiran.',
    deleted: (name) => `Grupo ${name} eliminado`,
  },
};
