// The viewer of the API document. It asks this service alone: no validator, and what is tried goes to the same address.
window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#document',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  tagsSorter: 'alpha',
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
