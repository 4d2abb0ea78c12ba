// Draws the document that the page names. It fetches nothing from other servers and reports nothing to them.
const place = document.getElementById('reference');

window.Scalar.createApiReference(place, {
  url: place.dataset.document,
  theme: 'default',
  layout: 'modern',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  documentDownloadType: 'json',
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  authentication: { preferredSecurityScheme: 'bearer' },
  persistAuth: true,
  hideModels: true,
  agent: { disabled: true },
  mcp: { disabled: true },
});
