import { describe, expect, test } from 'vitest';
import { UnitSource } from './source.ts';

test('the default port is 2255', () => {
  expect(UnitSource.parse({ kind: 'nl43', host: '10.8.0.17' })).toEqual({
    kind: 'nl43',
    host: '10.8.0.17',
    port: 2255,
  });
});

const hosts = ['10.8.0.17', '127.0.0.1', 'meter-7.example.com', 'meter', 'fd00::17', '::1', '1a.2b'];
test.each(hosts)('%s is a valid host', (host) => {
  expect(UnitSource.safeParse({ kind: 'nl43', host }).success).toBe(true);
});

test.each([
  '',
  'http://10.8.0.17',
  '10.8.0.17:2255',
  '10.8.0.17/path',
  'user@meter',
  'a b',
  'meter\r\nx',
  '-meter',
  `${'a'.repeat(64)}.example.com`,
  '2130706433',
  '0x7f000001',
  '010.0.0.1',
  '1.2.3',
  '169.254.169.254',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  'fe80::1',
  'ff02::1',
  '::',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  'fd00:ec2::254',
])('"%s" is not a valid host', (host) => {
  expect(UnitSource.safeParse({ kind: 'nl43', host }).success).toBe(false);
});

test.each([0, 65_536, 22.5, '2255'])('%s is not a valid port', (port) => {
  expect(UnitSource.safeParse({ kind: 'nl43', host: '10.8.0.17', port }).success).toBe(false);
});

describe('an SLMM server', () => {
  test.each(['slmm', 'slmm.example.com:8100', '10.0.0.5:8100', '[fd00::5]:8100', '[::1]'])(
    'can be %s',
    (server) => {
      expect(UnitSource.safeParse({ kind: 'slmm', server, unit: 'nl43-1' }).success).toBe(true);
    },
  );

  test.each([
    'http://slmm',
    'slmm:0',
    'slmm:99999',
    'slmm/api',
    'a@slmm',
    'fd00::5',
    '[slmm]',
    '169.254.169.254:80',
    '[::ffff:169.254.169.254]',
  ])('cannot be %s', (server) => {
    expect(UnitSource.safeParse({ kind: 'slmm', server, unit: 'nl43-1' }).success).toBe(false);
  });

  test.each(['..', 'a/b', 'a?b', '', 'a b'])('has no unit "%s"', (unit) => {
    expect(UnitSource.safeParse({ kind: 'slmm', server: 'slmm', unit }).success).toBe(false);
  });
});

test('unknown fields and unknown kinds of source are rejected', () => {
  expect(UnitSource.safeParse({ kind: 'push', host: 'x' }).success).toBe(false);
  expect(UnitSource.safeParse({ kind: 'ftp' }).success).toBe(false);
});
