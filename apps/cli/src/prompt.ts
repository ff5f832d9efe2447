import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { cancelled } from './errors.ts';

/** The person at the terminal, or what is piped in instead. */
export interface Prompt {
  /** False in scripts and pipes: nobody can be asked. */
  interactive: boolean;
  ask(question: string): Promise<string>;
  /** What is typed is not shown. */
  askHidden(question: string): Promise<string>;
  /** The first line of stdin, null when there is none. */
  readLine(): Promise<string | null>;
  /** All of stdin. */
  readAll(): Promise<string>;
}

interface Streams {
  stdin: NodeJS.ReadStream;
  stderr: NodeJS.WriteStream;
}

export function createPrompt({ stdin, stderr }: Streams): Prompt {
  /** Questions go to stderr, so that stdout holds data only. */
  function question(words: string, { hidden }: { hidden: boolean }): Promise<string> {
    return new Promise((resolve, reject) => {
      // The terminal stops echoing here, before the question invites anybody to type.
      const lines = createInterface({
        input: stdin,
        output: hidden ? nowhere() : stderr,
        terminal: true,
        historySize: 0,
      });
      lines.once('SIGINT', () => lines.close());
      lines.once('close', () => {
        if (hidden) stderr.write('\n');
        reject(cancelled());
      });
      if (hidden) stderr.write(words);
      lines.question(hidden ? '' : words, (answer) => {
        resolve(answer);
        lines.close();
      });
    });
  }

  return {
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    ask: (words) => question(words, { hidden: false }),
    askHidden: (words) => question(words, { hidden: true }),
    async readLine() {
      try {
        for await (const line of createInterface({ input: stdin })) return line;
        return null;
      } finally {
        // Whoever pipes into it may keep the pipe open: that must not keep us.
        stdin.destroy();
      }
    },
    readAll: () => text(stdin),
  };
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
