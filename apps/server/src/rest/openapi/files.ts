/** How files are described that come and go as they are. */
export const fileBody = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: {
          file: { type: 'string', contentMediaType: 'application/octet-stream', description: 'The file' },
        },
        required: ['file'],
        additionalProperties: false,
      },
    },
  },
};

export const anyBytes = {
  headers: {
    ETag: { description: 'The SHA-256 of the file', schema: { type: 'string' } },
    'Content-Disposition': { description: 'Its name', schema: { type: 'string' } },
  },
  content: { '*/*': {} },
};

/** What else a download may answer. */
export const partsOfFile = {
  206: { ...anyBytes, description: 'The part that `Range` asks for' },
  304: { description: 'It is still the one that `If-None-Match` names' },
};
