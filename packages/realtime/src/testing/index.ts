export { freePort } from '../../../../test/free-port.ts';
export { startNatsServer } from './nats-server.ts';
