export { type Fault, faults } from '../nl43/faults.ts';
export { type Nl43Simulator, startNl43Simulator } from '../nl43/simulator.ts';
export { createManualTimers, type ManualTimers } from './manual-timers.ts';
export { feedFrame, meterFrame } from './meter-frame.ts';
