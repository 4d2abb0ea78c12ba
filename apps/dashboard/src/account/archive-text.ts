/** While an archive is prepared. Only confirmed addresses get the email about it. */
export const preparingText = ({ isConfirmed }: { isConfirmed: boolean }): string =>
  isConfirmed
    ? 'The archive is being prepared. We’ll email you when it’s ready.'
    : 'The archive is being prepared. Stay on this page to download it, or come back later.';
