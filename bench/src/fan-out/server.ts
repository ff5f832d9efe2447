import { answerParent } from '../child.ts';
import { countCpu, type RoundMessage } from '../delivery-cost.ts';
import { type VariantName, variants } from './variants.ts';

export type FanOutMessage = { do: 'port' } | RoundMessage;
export type PortAnswer = { port: number };

const [name, bytes] = process.argv.slice(2);
const server = await variants[name as VariantName]();
let n = 0;
const cpu = countCpu();

/** A new frame whose JSON has the requested length. */
function nextFrame() {
  n += 1;
  const frame = { n, levels: '' };
  frame.levels = 'x'.repeat(Math.max(0, Number(bytes) - JSON.stringify(frame).length));
  return frame;
}

answerParent<FanOutMessage>(async (message) => {
  if (message.do === 'port') return { port: server.port } satisfies PortAnswer;
  if (message.do === 'publish') server.publish(nextFrame());
  return cpu(message) ?? {};
});
