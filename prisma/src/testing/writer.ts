import { writeSync } from 'node:fs';
import { openDatabase } from '../index.ts';

/** Writes rows until it is killed, printing each on stdout once it is acknowledged. */
const db = await openDatabase(process.argv[2] ?? '');
writeSync(1, 'open\n');
for (let i = 0; ; i++) {
  await db.setting.create({ data: { key: `row-${i}`, value: i } });
  writeSync(1, `row-${i}\n`);
}
