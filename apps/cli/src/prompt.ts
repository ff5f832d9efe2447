import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { cancelled } from './errors.ts';

/** Input from a terminal or from stdin. */
export interface Prompt {
  /** False in scripts and pipes, where prompts are not possible. */
  interactive: boolean;
  ask(question: string): Promise<string>;
  /** Asks without echoing the input. */
  askHidden(question: string): Promise<string>;
  /** The first line of stdin, or null. */
  readLine(): Promise<string | null>;
  /** All of stdin. */
  readAll(): Promise<string>;
}

interface PromptStreams {
  stdin: NodeJS.ReadStream;
  stderr: NodeJS.WriteStream;
}

export function createPrompt({ stdin, stderr }: PromptStreams): Prompt {
  /** Questions go to stderr, so that stdout contains only data. */
  function question(prompt: string, { hidden }: { hidden: boolean }): Promise<string> {
    return new Promise((resolve, reject) => {
      // Echo is off from here, before the question is printed.
      const lines = createInterface({
        input: stdin,
        output: hidden ? discard() : stderr,
        terminal: true,
        historySize: 0,
      });
      lines.once('SIGINT', () => lines.close());
      lines.once('close', () => {
        if (hidden) stderr.write('\n');
        reject(cancelled());
      });
      if (hidden) stderr.write(prompt);
      lines.question(hidden ? '' : prompt, (answer) => {
        resolve(answer);
        lines.close();
      });
    });
  }

  return {
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    ask: (prompt) => question(prompt, { hidden: false }),
    askHidden: (prompt) => question(prompt, { hidden: true }),
    async readLine() {
      try {
        for await (const line of createInterface({ input: stdin })) return line;
        return null;
      } finally {
        // Otherwise an open pipe would keep the process running.
        stdin.destroy();
      }
    },
    readAll: () => text(stdin),
  };
}

function discard(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
