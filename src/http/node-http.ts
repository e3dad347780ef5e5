/**
 * What we use of `node:http`. Imported as a module it would give away each of its names, three of which load a whole client of WebSockets when they are touched:
 * twice the time that an empty Node takes to start, and some megabytes.
 */
export const { createServer, ServerResponse, STATUS_CODES } = process.getBuiltinModule('node:http');
