import { pluralIn } from '@sitecast/ui';
import type { Dictionary } from '../en.ts';

const plural = pluralIn('es');

export const overlays: Dictionary['overlays'] = {
  title: 'Superposiciones',
  lead: 'Lo que está sobre las listas de reproducción, en todas las pantallas.',
  send: 'Enviar superposición',
  target: 'Pantalla o grupo',
  chooseTarget: 'Elija un destino',
  now: 'Ahora en las pantallas',
  nothing: 'Ahora mismo no hay nada sobre una lista.',
  on: (target) => `en ${target}`,
  history: 'Historial',
  templates: {
    title: 'Plantillas',
    empty: 'Guarde una superposición como plantilla para enviarla de nuevo o para que una alerta la muestre.',
    menu: 'Plantillas',
    none: 'Todavía no hay plantillas',
    saveAs: 'Guardar como plantilla…',
    clear: 'Empezar sin plantilla',
    using: (name) => `De la plantilla ${name}`,
    valuesHint: 'Lo que ocupa los huecos de la plantilla.',
    saveLead:
      'Los nombres entre llaves, como {location}, se rellenan al enviar. Las alertas rellenan {location}, {metric}, {value} y {threshold}.',
    name: 'Nombre',
    save: 'Guardar plantilla',
    saved: (name) => `Plantilla ${name} guardada`,
    taken: 'Otra plantilla tiene este nombre',
    takes: (count) => plural(count, { one: '1 hueco', other: `${count} huecos` }),
    noValues: 'Sin huecos',
    manage: (name) => `Gestionar ${name}`,
    rename: 'Cambiar nombre',
    delete: 'Eliminar',
    deleteTitle: (name) => `¿Eliminar ${name}?`,
    deleteLead: 'Lo que se muestra de ella se sigue mostrando.',
    deleted: (name) => `Plantilla ${name} eliminada`,
  },
  demo: {
    title: 'Pruébelo en las pantallas de la demo',
    lead: 'Cada una se abre como reproductor en su propia pestaña. Allí aparecen superposiciones y alertas.',
    open: (name) => `Abrir ${name}`,
  },
};
