import { writeSync } from 'node:fs';
import { openDatabase } from '../src/index.ts';

/** Writes one row after the other until it is killed, and says so on stdout once each is acknowledged. */
const db = await openDatabase(process.argv[2] ?? '');
writeSync(1, 'open\n');
for (let i = 0; ; i++) {
  await db.setting.create({ data: { key: `row-${i}`, value: i } });
  writeSync(1, `row-${i}\n`);
}
