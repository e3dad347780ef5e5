/**
 * The parts of `node:http` that are used. An `import` reads every export of a built-in module; three of them load a WebSocket client, which
 * doubles the start time of Node and takes megabytes.
 */
export const { createServer, ServerResponse, STATUS_CODES } = process.getBuiltinModule('node:http');
