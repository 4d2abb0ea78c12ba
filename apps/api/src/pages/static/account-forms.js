// The forms behind the links in mails. The token of a link follows "#", so only this script can read it, and no server
// logs it.
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
// Removes the token from the address bar and the history.
if (location.hash) history.replaceState(null, '', location.pathname);

/** Sends JSON and returns the answer's body; throws an Error with a message for the user. */
async function post(path, body, accessToken) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(accessToken && { Authorization: `Bearer ${accessToken}` }) },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error('The server cannot be reached. Try again in a moment.');
  });
  const text = await answer.text();
  const content = text ? JSON.parse(text) : {};
  if (answer.ok) return content;
  const faults = (content.errors ?? []).map(({ message }) => message);
  throw Object.assign(new Error([content.detail ?? content.title, ...faults].join(' ')), { code: content.code });
}

/** Sends the token of the link from a session that lasts only for this request. */
async function postSignedIn(path, { email, password, totp }) {
  const session = await post('/api/auth/login', { email, password, ...(totp && { totp }) });
  try {
    await post(path, { token }, session.access_token);
  } finally {
    // If this fails, the session expires on its own; the result of the request counts.
    await post('/api/auth/logout', { refresh_token: session.refresh_token }).catch(() => undefined);
  }
}

/** The action of each form; returns the message to show. */
const ACTIONS = {
  async confirmEmail(credentials) {
    await postSignedIn('/api/account/email/confirm', credentials);
    return 'Your account now uses the new email address.';
  },
  async undoEmailChange() {
    await post('/api/account/email/undo', { token });
    return 'Your account has its former address back. We have mailed you a link to set a new password.';
  },
  async accept(credentials) {
    await postSignedIn('/api/workspace/invites/accept', credentials);
    return 'You have joined the workspace.';
  },
  async register({ email, password, name }) {
    const session = await post('/api/auth/register', { email, password, name });
    await post('/api/workspace/invites/accept', { token }, session.access_token);
    await post('/api/auth/logout', { refresh_token: session.refresh_token });
    return 'Your account was created and you have joined the workspace. Confirm your address with the link that we mailed you.';
  },
};

for (const form of document.querySelectorAll('form[data-action]')) {
  form.hidden = !token;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form);
  });
}

async function send(form) {
  const button = form.querySelector('button');
  const outcome = form.querySelector('output');
  button.disabled = true;
  outcome.textContent = '…';
  try {
    outcome.textContent = await ACTIONS[form.dataset.action](Object.fromEntries(new FormData(form)));
    form.dataset.state = 'done';
  } catch (error) {
    outcome.textContent = error.message;
    form.dataset.state = 'failed';
    button.disabled = false;
  }
}
