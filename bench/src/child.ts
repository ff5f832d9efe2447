import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of its own, so that its CPU time is its own; it speaks to this one in JSON messages. */
export interface Child {
  /** Sends a message and resolves to the next one that comes back. Rejects when the process ends instead. */
  ask<Answer>(message: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** @param file a module beside the caller's: it calls `answerParent` */
export function startChild(file: URL, args: string[]): Child {
  // tsx's loader flags are in this process's execArgv, which fork passes on.
  const child = fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`${file.pathname} ended with ${code ?? signal}`);
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
