import { MAX_FILE_BYTES } from '@sitecast/api/sites/client-files/schema';
import { type ClientProblem, toClientProblem } from '@sitecast/client';
import { onCleanup } from 'solid-js';
import { createStore } from 'solid-js/store';
import { problemText } from '../../api/problem.ts';
import { t } from '../../i18n/client-files.ts';
import { notify } from '../../ui/Toasts.tsx';
import { sendFile, UploadRefused } from './send-file.ts';

/** The largest file, in MiB. */
export const LIMIT = MAX_FILE_BYTES / 1024 ** 2;

export interface Upload {
  file: File;
  state: 'waiting' | 'sending' | 'failed';
  /** Bytes sent so far. */
  sent: number;
  /** Why it failed. */
  problem?: string;
  /** Whether another attempt makes sense. */
  mayRetry?: boolean;
}

interface Target {
  clientId: string;
  workspaceId: string;
  onDone: (file: File) => void;
}

/** Uploads files one after the other; a list of those not uploaded yet. */
export function createUploads({ clientId, workspaceId, onDone }: Target) {
  const [files, setFiles] = createStore<Upload[]>([]);
  const controllers = new Map<File, AbortController>();
  const change = (file: File, changes: Partial<Upload>) => setFiles((one) => one.file === file, changes);
  const drop = (file: File) => setFiles((all) => all.filter((one) => one.file !== file));
  let running = false;
  let isShown = true;

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    // Closing the page during an upload asks first.
    window.addEventListener('beforeunload', askFirst);
    for (let next = waiting(); next; next = waiting()) await send(next.file);
    window.removeEventListener('beforeunload', askFirst);
    running = false;
  }
  const waiting = () => files.find(({ state }) => state === 'waiting');

  async function send(file: File): Promise<void> {
    const controller = new AbortController();
    controllers.set(file, controller);
    change(file, { state: 'sending', sent: 0 });
    const onProgress = (sent: number) => change(file, { sent });
    try {
      await sendFile({ clientId, workspaceId, file, onProgress, signal: controller.signal });
      drop(file);
      onDone(file);
    } catch (error) {
      const refused = error instanceof UploadRefused ? error.problem : toClientProblem(error);
      const problem = reasonOf(refused);
      if (refused.code === 'CANCELLED') drop(file);
      else change(file, { state: 'failed', problem, mayRetry: mayRetry(refused.code) });
      if (!isShown)
        notify({ tone: 'act', title: t('clientFiles.failed', { file: file.name }), detail: problem });
    } finally {
      controllers.delete(file);
    }
  }

  // Uploads continue on other pages, where a toast reports a failure.
  onCleanup(() => {
    isShown = false;
  });

  return {
    files,
    add(more: Iterable<File>): void {
      const checked = [...more].map((file): Upload => {
        const problem = refusal(file);
        return problem ? { file, state: 'failed', sent: 0, problem } : { file, state: 'waiting', sent: 0 };
      });
      setFiles((all) => [...all, ...checked]);
      void run();
    },
    /** Cancels an upload, or dismisses a failed one. */
    cancel(file: File): void {
      const controller = controllers.get(file);
      if (controller) controller.abort();
      else drop(file);
    },
    retry(file: File): void {
      change(file, { state: 'waiting', problem: undefined });
      void run();
    },
  };
}

function askFirst(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Why the server would refuse the file, known before it is sent. */
function refusal({ size }: File): string | undefined {
  if (size > MAX_FILE_BYTES) return t('clientFiles.problems.tooLarge', { limit: LIMIT });
  return size === 0 ? t('clientFiles.problems.empty') : undefined;
}

function reasonOf(problem: ClientProblem): string {
  if (problem.code === 'TOO_LARGE') return t('clientFiles.problems.tooLarge', { limit: LIMIT });
  if (problem.code === 'VALIDATION') return t('clientFiles.problems.refused');
  return problem.code === 'CUT' ? t('clientFiles.problems.cut') : problemText(problem);
}

function mayRetry(code: string): boolean {
  return ['CUT', 'INTERNAL', 'TOO_MANY_REQUESTS'].includes(code);
}
