import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of its own, so that its CPU time is its own; it speaks to this one in JSON messages. */
export interface Child {
  /** Sends a message and resolves to the next one that comes back. Rejects when the process ends instead. */
  ask<Answer>(message: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** @param entry one of the entries in vite.config.ts, such as `push/server`: it calls `answerParent` */
export function startChild(entry: string, args: string[]): Child {
  const child = fork(fileURLToPath(new URL(`${entry}.js`, import.meta.url)), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`${entry} ended with ${code ?? signal}`);
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

/** In a child: answers each message of the parent's with what the function resolves to, and ends with the parent. */
export function answerParent<Message>(answer: (message: Message) => Promise<unknown>) {
  process.once('disconnect', () => process.exit());
  process.on('message', async (message) => {
    process.send?.(await answer(message as Message));
  });
}
