/** An `import` would read every export of the module; three of them load a WebSocket client, which doubles the start time. */
export const { createServer, ServerResponse, STATUS_CODES } = process.getBuiltinModule('node:http');
