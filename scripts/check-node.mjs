// Imported first, for its effect: everything after it may use the features of Node 20.19. Uses only syntax that old
// versions can parse.
const needed = [20, 19];
const found = process.versions.node.split('.').map(Number);

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  process.stderr.write(
    'Reelway needs Node.js ' +
      needed.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').\n' +
      'Get a current version from https://nodejs.org or with your version manager, for example "nvm install 22".\n',
  );
  process.exit(1);
}
