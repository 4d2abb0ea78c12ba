// Reads a page with its scripts in a DOM, as a browser does, fills in one form and prints the resulting message.
// Arguments: the address, the form's action, its fields as JSON.
import { Browser } from 'happy-dom';

const [address, action, fields] = process.argv.slice(2);
const browser = new Browser({
  settings: { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true },
});
const page = browser.newPage();
await page.goto(address);
await page.waitUntilComplete();
const { document, window } = page.mainFrame;
const form = document.querySelector(`form[data-action="${action}"]`);
const visible = [...document.querySelectorAll('form')].filter((one) => !one.hidden).map((one) => one.dataset.action);
for (const [name, value] of Object.entries(JSON.parse(fields))) form.querySelector(`[name="${name}"]`).value = value;
form.querySelector('button').click();
for (const deadline = Date.now() + 60_000; !form.dataset.state && Date.now() < deadline; )
  await new Promise((resolve) => setTimeout(resolve, 20));
process.stdout.write(
  `${JSON.stringify({ visible, state: form.dataset.state, says: form.querySelector('output').textContent, address: window.location.href })}\n`,
);
await browser.close();
