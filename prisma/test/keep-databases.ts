import { afterAll } from 'vitest';
import { dropKeptDatabases, keepDatabases } from '../src/testing.ts';

keepDatabases();
afterAll(dropKeptDatabases);
