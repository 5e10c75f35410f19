import { createServer, type Server, type Socket } from 'node:net';

const text = (value: string): Buffer => Buffer.from(`${value}\0`);
const int16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const int32 = (value: number): Buffer => {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32BE(value);
	return bytes;
};
const message = (type: string, ...parts: Buffer[]): Buffer => {
	const body = Buffer.concat(parts);
	return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
};

const columns = message(
	'T',
	int16(2),
	...['version', 'name'].flatMap((name, index) => [
		text(name),
		int32(0),
		int16(0),
		int32(index === 0 ? 23 : 25),
		int16(-1 & 0xffff),
		int32(-1),
		int16(0)
	])
);
const ready = message('Z', Buffer.from('I'));

/** As much of PostgreSQL's protocol as it takes to tell one's version: every query has that answer. */
export function serveAsPostgres(
	versionNumber: number,
	versionName: string
): Promise<{ server: Server; port: number }> {
	const cells = [String(versionNumber), versionName].map((cell) =>
		Buffer.concat([int32(cell.length), Buffer.from(cell)])
	);
	const row = Buffer.concat([message('D', int16(2), ...cells), message('C', text('SELECT 1'))]);
	const answers: Record<string, Buffer> = {
		P: message('1'),
		B: message('2'),
		D: Buffer.concat([message('t', int16(0)), columns]),
		E: row,
		S: ready,
		Q: Buffer.concat([columns, row, ready])
	};
	const server = createServer((socket: Socket) => {
		let isStarted = false;
		let pending = Buffer.alloc(0);
		socket.on('error', () => undefined);
		socket.on('data', (chunk) => {
			pending = Buffer.concat([pending, chunk]);
			for (;;) {
				const head = isStarted ? 1 : 0;
				if (pending.length < head + 4) return;
				const end = head + pending.readInt32BE(head);
				if (pending.length < end) return;
				const answer = isStarted
					? answers[String.fromCharCode(pending[0] ?? 0)]
					: Buffer.concat([message('R', int32(0)), ready]);
				isStarted = true;
				pending = pending.subarray(end);
				if (answer) socket.write(answer);
			}
		});
	});
	return new Promise((done) => {
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			done({ server, port: typeof address === 'object' && address ? address.port : 0 });
		});
	});
}
