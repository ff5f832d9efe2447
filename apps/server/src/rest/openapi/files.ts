/** Request body of an upload. */
export const fileBody = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: {
          file: {
            type: 'string',
            contentMediaType: 'application/octet-stream',
            description: 'The file to upload',
          },
        },
        required: ['file'],
        additionalProperties: false,
      },
    },
  },
};

/** Response of a download. */
export const anyBytes = {
  headers: {
    ETag: { description: 'SHA-256 of the content', schema: { type: 'string' } },
    'Content-Disposition': { description: 'The file’s name', schema: { type: 'string' } },
  },
  content: { '*/*': {} },
};

/** Other successful responses of a download. */
export const partialResponses = {
  206: { ...anyBytes, description: 'The requested `Range`' },
  304: { description: 'Not modified: the file matches `If-None-Match`' },
};
