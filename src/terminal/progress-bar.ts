const BAR = 30;

/** Redraws the bar in place; silent when standard error is not a terminal. */
export function showProgress(stage: string, progress: number): void {
  if (!process.stderr.isTTY) return;
  const full = Math.round(progress * BAR);
  process.stderr.write(
    `\r${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${String(Math.round(progress * 100)).padStart(3)} %  ${stage.padEnd(9)}`,
  );
}
