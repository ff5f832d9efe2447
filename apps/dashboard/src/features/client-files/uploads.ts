import { MAX_FILE_BYTES } from '@sitecast/api/sites/client-files/schema';
import { type ClientProblem, toClientProblem } from '@sitecast/client';
import { onCleanup } from 'solid-js';
import { createStore } from 'solid-js/store';
import { problemText } from '../../api/problem.ts';
import { t } from '../../i18n/client-files.ts';
import { notify } from '../../ui/Toasts.tsx';
import { sendFile, UploadRefused } from './send-file.ts';

/** In MiB, as people are told. */
export const LIMIT = MAX_FILE_BYTES / 1024 ** 2;

export interface FileToSend {
  file: File;
  state: 'waiting' | 'sending' | 'failed';
  /** How many bytes have gone. */
  sent: number;
  /** Why it has failed. */
  problem?: string;
  /** Whether it makes sense to send it again. */
  mayRetry?: boolean;
}

interface Target {
  clientId: string;
  workspaceId: string;
  onDone: (file: File) => void;
}

/** The files on their way, one after the other: they share one line. Those that have arrived are no longer in it. */
export function createUploads(target: () => Target) {
  const [files, setFiles] = createStore<FileToSend[]>([]);
  const ending = new Map<File, AbortController>();
  const change = (file: File, changes: Partial<FileToSend>) => setFiles((one) => one.file === file, changes);
  const drop = (file: File) => setFiles((all) => all.filter((one) => one.file !== file));
  let running = false;
  let isShown = true;

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    // Who closes the page while files are on their way is asked first.
    window.addEventListener('beforeunload', askFirst);
    for (let next = waiting(); next; next = waiting()) await send(next.file);
    window.removeEventListener('beforeunload', askFirst);
    running = false;
  }
  const waiting = () => files.find(({ state }) => state === 'waiting');

  async function send(file: File): Promise<void> {
    const { clientId, workspaceId, onDone } = target();
    const controller = new AbortController();
    ending.set(file, controller);
    change(file, { state: 'sending', sent: 0 });
    const onProgress = (sent: number) => change(file, { sent });
    try {
      await sendFile({ clientId, workspaceId, file, onProgress, signal: controller.signal });
      drop(file);
      onDone(file);
    } catch (error) {
      const refused = error instanceof UploadRefused ? error.problem : toClientProblem(error);
      const { code } = refused;
      const problem = reasonOf(refused);
      if (code === 'CANCELLED') drop(file);
      else change(file, { state: 'failed', problem, mayRetry: mayRetry(code) });
      if (!isShown)
        notify({ tone: 'act', title: t('clientFiles.failed', { file: file.name }), detail: problem });
    } finally {
      ending.delete(file);
    }
  }

  // On another page they go on, and what becomes of them is told there.
  onCleanup(() => {
    isShown = false;
  });

  return {
    files,
    add(more: Iterable<File>): void {
      const checked = [...more].map((file): FileToSend => {
        const problem = unfit(file);
        return problem ? { file, state: 'failed', sent: 0, problem } : { file, state: 'waiting', sent: 0 };
      });
      setFiles((all) => [...all, ...checked]);
      void run();
    },
    /** Ends one that is on its way, or takes one away that has failed. */
    cancel(file: File): void {
      const controller = ending.get(file);
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

/** What the server would refuse for sure, told before anything is sent. */
function unfit({ size }: File): string | undefined {
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
