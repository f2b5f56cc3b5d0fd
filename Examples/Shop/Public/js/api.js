export class ApiError extends Error {
  constructor(status, message, body) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

async function send(method, path, body, signal) {
  const options = { method, signal };
  if (body instanceof Blob) options.body = body;
  else if (body !== undefined) {
    options.headers = { 'Content-Type': 'application/json' };
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options);
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new ApiError(response.status, answer.error?.message ?? 'Something went wrong', answer);
}

// The server takes + literally, so a space must be written %20.
export const query = (pairs) => pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');

export const api = {
  get: (path, signal) => send('GET', path, undefined, signal),
  post: (path, body = {}) => send('POST', path, body),
  put: (path, body) => send('PUT', path, body),
  patch: (path, body) => send('PATCH', path, body),
  delete: (path) => send('DELETE', path),
};
