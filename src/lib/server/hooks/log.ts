import pino from 'pino';

/** The server's log: one JSON line an event, on standard output. `LOG_LEVEL` says from which level on (`info`). */
export const log = pino({
	level: process.env['LOG_LEVEL'] ?? 'info',
	base: undefined,
	timestamp: pino.stdTimeFunctions.isoTime
});
