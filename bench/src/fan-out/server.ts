import { answerParent } from '../child.ts';
import { type VariantName, variants } from './variants.ts';

/** `start`, `end`: of a round, whose CPU time `end` tells. `publish`: one frame to every subscriber. */
export type ServerMessage = { do: 'port' } | { do: 'start' } | { do: 'publish' } | { do: 'end' };
export type PortAnswer = { port: number };
/** User and system time of this process since `start`, in µs. */
export type EndAnswer = { cpuMicroseconds: number };

const [name, bytes] = process.argv.slice(2);
const server = await variants[name as VariantName]();
let n = 0;
let cpu = process.cpuUsage();

/** A frame whose JSON has the wanted length, different every time. */
function nextFrame() {
  n += 1;
  const frame = { n, levels: '' };
  frame.levels = 'x'.repeat(Math.max(0, Number(bytes) - JSON.stringify(frame).length));
  return frame;
}

answerParent<ServerMessage>(async (message) => {
  if (message.do === 'port') return { port: server.port } satisfies PortAnswer;
  if (message.do === 'start') cpu = process.cpuUsage();
  if (message.do === 'publish') server.publish(nextFrame());
  if (message.do === 'end') {
    const { user, system } = process.cpuUsage(cpu);
    return { cpuMicroseconds: user + system } satisfies EndAnswer;
  }
  return {};
});
