import type { clientFiles as en } from '../en/client-files.ts';

export const clientFiles: typeof en = {
  clientFiles: {
    title: 'Archivos del cliente',
    lead: 'Planos, informes, contratos. El portal no los muestra.',
    needsClient: 'Los archivos son de un cliente, y este proyecto aún no tiene ninguno.',
    chooseClient: 'Elija uno con «Editar proyecto».',
    add: 'Añadir archivos',
    drop: 'Suelte aquí los archivos',
    empty: 'Aún no hay archivos.',
    hint: (limit: number) => `Suelte archivos aquí o añádalos, de hasta ${limit} MiB cada uno.`,
    columns: { name: 'Nombre', size: 'Tamaño', added: 'Añadido', actions: 'Acciones' },
    addedBy: (when: string, person: string) => `${when} por ${person}`,
    download: (file: string) => `Descargar ${file}`,
    delete: 'Eliminar',
    deleteFile: (file: string) => `Eliminar ${file}`,
    deleteTitle: (file: string) => `¿Eliminar ${file}?`,
    deleteLead: 'Desaparece para todos, de inmediato.',
    deleted: (file: string) => `${file} eliminado`,
    added: (file: string) => `${file} añadido`,
    uploads: 'Envíos',
    sending: (file: string) => `Enviando ${file}`,
    waiting: 'En espera',
    saving: 'Guardando',
    cancel: (file: string) => `Cancelar ${file}`,
    dismiss: (file: string) => `Ocultar ${file}`,
    again: (file: string) => `Reintentar ${file}`,
    failed: (file: string) => `${file} no se ha añadido`,
    problems: {
      tooLarge: (limit: number) => `Ocupa más de ${limit} MiB.`,
      empty: 'Está vacío.',
      folder: 'Es una carpeta. Añada los archivos que contiene.',
      refused:
        'El servidor no lo acepta. Dele otro nombre, sin caracteres de control y de 200 caracteres como máximo.',
      cut: 'La conexión se perdió por el camino. Inténtelo de nuevo.',
    },
  },
};
