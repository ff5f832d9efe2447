import type { ClientProblem } from '@sitecast/client';

interface SendFile {
  clientId: string;
  workspaceId: string;
  file: File;
  /** Takes the bytes sent so far. */
  onProgress: (bytes: number) => void;
  signal: AbortSignal;
}

/**
 * Uploads a file, by XMLHttpRequest since `fetch` reports no progress.
 *
 * @throws UploadRefused
 */
export function sendFile({ clientId, workspaceId, file, onProgress, signal }: SendFile): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/clients/${clientId}/files`);
    request.setRequestHeader('x-workspace-id', workspaceId);
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(Math.min(loaded, file.size)));
    request.addEventListener('load', () => {
      if (request.status === 201) resolve();
      else reject(new UploadRefused(problemOf(request)));
    });
    request.addEventListener('error', () => reject(new UploadRefused({ code: 'CUT' })));
    request.addEventListener('abort', () => reject(new UploadRefused({ code: 'CANCELLED' })));
    signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}

type Problem = Pick<ClientProblem, 'code'> & Partial<ClientProblem>;

/** Why an upload failed: the server's code, `CUT` for a lost connection, or `CANCELLED`. */
export class UploadRefused extends Error {
  readonly problem: ClientProblem;

  constructor({ code, message = code, errors = [], retryAfter }: Problem) {
    super(message);
    this.name = 'UploadRefused';
    this.problem = { code, message, errors, retryAfter };
  }
}

/** The problem in the server's answer, or in that of a proxy before it. */
function problemOf({ status, responseText }: XMLHttpRequest): Problem {
  try {
    const { code, detail } = JSON.parse(responseText) as { code?: unknown; detail?: unknown };
    if (typeof code === 'string') return { code, message: String(detail) };
  } catch {}
  if (status === 413) return { code: 'TOO_LARGE' };
  return { code: status === 408 ? 'CUT' : 'INTERNAL' };
}

/** The URL of a file. A link carries no header, so the query names the workspace. */
export function downloadAddress(clientId: string, fileId: string, workspaceId: string): string {
  return `/api/clients/${clientId}/files/${fileId}/download?workspace_id=${workspaceId}`;
}
