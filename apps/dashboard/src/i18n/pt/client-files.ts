import type { clientFiles as en } from '../en/client-files.ts';

export const clientFiles: typeof en = {
  clientFiles: {
    title: 'Ficheiros do cliente',
    lead: 'Plantas, relatórios, contratos. O portal não os mostra.',
    needsClient: 'Os ficheiros são de um cliente, e este projeto ainda não tem nenhum.',
    chooseClient: 'Escolha um em «Editar projeto».',
    add: 'Adicionar ficheiros',
    drop: 'Largue os ficheiros aqui',
    empty: 'Ainda não há ficheiros.',
    hint: (limit: number) => `Largue ficheiros aqui ou adicione-os, até ${limit} MiB cada.`,
    columns: { name: 'Nome', size: 'Tamanho', added: 'Adicionado', actions: 'Ações' },
    addedBy: (when: string, person: string) => `${when} por ${person}`,
    download: (file: string) => `Transferir ${file}`,
    delete: 'Eliminar',
    deleteFile: (file: string) => `Eliminar ${file}`,
    deleteTitle: (file: string) => `Eliminar ${file}?`,
    deleteLead: 'Desaparece para todos, de imediato.',
    deleted: (file: string) => `${file} eliminado`,
    added: (file: string) => `${file} adicionado`,
    uploads: 'Envios',
    sending: (file: string) => `A enviar ${file}`,
    waiting: 'Em espera',
    saving: 'A guardar',
    cancel: (file: string) => `Cancelar ${file}`,
    dismiss: (file: string) => `Ocultar ${file}`,
    again: (file: string) => `Tentar ${file} de novo`,
    failed: (file: string) => `${file} não foi adicionado`,
    problems: {
      tooLarge: (limit: number) => `Tem mais de ${limit} MiB.`,
      empty: 'Está vazio.',
      folder: 'É uma pasta. Adicione os ficheiros que contém.',
      refused:
        'O servidor não o aceita. Dê-lhe outro nome, sem caracteres de controlo e com 200 caracteres no máximo.',
      cut: 'A ligação perdeu-se pelo caminho. Tente de novo.',
    },
  },
};
