import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A child process, so that its CPU time is measured separately. Communicates in JSON messages. */
export interface Child {
  /** Sends a message and resolves to the next one received. Rejects if the process exits instead. */
  ask<Answer>(message: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** @param entry an entry in vite.config.ts such as `push/server`, which calls `answerParent` */
export function startChild(entry: string, args: string[]): Child {
  const child = fork(fileURLToPath(new URL(`${entry}.js`, import.meta.url)), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`${entry} exited with ${code ?? signal}`);
  });
  ended.catch(() => {});
  return {
    async ask(message) {
      const answer = once(child, 'message').then(([value]) => value);
      child.send(message as object);
      return Promise.race([answer, ended]);
    },
    async stop() {
      child.kill();
      await ended.catch(() => {});
    },
  };
}

/** In a child: answers each message from the parent with the result of `answer`, and exits with the parent. */
export function answerParent<Message>(answer: (message: Message) => Promise<unknown>) {
  process.once('disconnect', () => process.exit());
  process.on('message', async (message) => {
    process.send?.(await answer(message as Message));
  });
}
