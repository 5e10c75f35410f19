import { createServer, type Server, type Socket } from 'node:net';

export interface SunkMail {
	readonly from: string;
	readonly to: readonly string[];
	/** head and body as they came */
	readonly raw: string;
}

/** The least of a mail server that a client will talk to: takes everything, and refuses whom it is told to. */
export class SmtpSink {
	readonly mails: SunkMail[] = [];
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();
	/** recipients that it does not take, by address */
	readonly refused = new Set<string>();

	constructor() {
		this.#server = createServer((socket) => this.#talk(socket));
	}

	async open(): Promise<string> {
		await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
		const address = this.#server.address();
		return `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
	}

	async close(): Promise<void> {
		for (const socket of this.#sockets) socket.destroy();
		await new Promise((done) => this.#server.close(done));
	}

	#talk(socket: Socket): void {
		this.#sockets.add(socket);
		socket.on('close', () => this.#sockets.delete(socket));
		socket.on('error', () => undefined);
		const say = (line: string) => socket.write(`${line}\r\n`);
		let mail = { from: '', to: [] as string[] };
		let isBody = false;
		let pending = '';
		socket.setEncoding('utf8');
		socket.on('data', (chunk: string) => {
			pending += chunk;
			for (;;) {
				const end = pending.indexOf(isBody ? '\r\n.\r\n' : '\r\n');
				if (end < 0) return;
				const text = pending.slice(0, end);
				pending = pending.slice(end + (isBody ? 5 : 2));
				if (isBody) {
					this.mails.push({ ...mail, raw: text });
					mail = { from: '', to: [] };
					isBody = false;
					say('250 taken');
					continue;
				}
				const verb = text.slice(0, 4).toUpperCase();
				const address = /<([^>]*)>/.exec(text)?.[1] ?? '';
				if (verb === 'EHLO' || verb === 'HELO') say('250 sink');
				else if (verb === 'MAIL') {
					mail.from = address;
					say('250 ok');
				} else if (verb === 'RCPT') {
					if (this.refused.has(address)) say('550 nobody of that name');
					else {
						mail.to.push(address);
						say('250 ok');
					}
				} else if (verb === 'DATA') {
					isBody = true;
					say('354 go on');
				} else if (verb === 'QUIT') {
					say('221 bye');
					socket.end();
				} else say('250 ok');
			}
		});
		say('220 sink');
	}
}

/** A part of a mail by its type, decoded. */
export function partOf(raw: string, type: string): string {
	const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
	const part = boundary && raw.split(`--${boundary}`).find((text) => text.includes(`Content-Type: ${type}`));
	if (!part) throw new Error(`the mail has no ${type}`);
	const [head = '', ...body] = part.split('\r\n\r\n');
	const text = body.join('\r\n\r\n');
	if (/encoding: base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
	if (!/encoding: quoted-printable/i.test(head)) return text;
	const bytes = text
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}
