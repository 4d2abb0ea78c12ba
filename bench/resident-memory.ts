import { readFileSync } from 'node:fs';
import type { ArmResult } from './measurement';

/** Resident memory of a process, in MB: at the beginning, and its peak since its start. Linux only. */
export class ResidentMemory {
  private readonly before: number;

  constructor(private readonly pid: number | undefined) {
    this.before = this.read('VmRSS');
  }

  figures(name: string): ArmResult[] {
    return [figureOf(`${name} before`, this.before), figureOf(`${name} peak`, this.peak())];
  }

  peak(): number {
    return this.read('VmHWM');
  }

  private read(field: string): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1_024;
  }
}

/** A figure that was measured once. */
export const figureOf = (name: string, value: number): ArmResult => ({ name, rounds: [value], median: value });
