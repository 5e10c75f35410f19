import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { openDatabase } from '../../src/lib/server/db/client';

function addressOf(url: string, database: string): string {
	const address = new URL(url);
	address.pathname = `/${database}`;
	return address.href;
}

async function onServer(url: string, statement: string): Promise<void> {
	const client = postgres(url, { max: 1, onnotice: () => undefined });
	try {
		await client.unsafe(statement);
	} finally {
		await client.end();
	}
}

/** A fresh, migrated database beside the one that `url` names. @returns its address */
export async function createTemplate(url: string): Promise<string> {
	const name = `yardstick_template_${randomBytes(6).toString('hex')}`;
	await onServer(url, `create database ${name}`);
	const address = addressOf(url, name);
	await (await openDatabase({ url: address })).close();
	return address;
}

/** A copy of a template. @returns its address */
export async function copyTemplate(templateUrl: string): Promise<string> {
	const template = new URL(templateUrl).pathname.slice(1);
	const name = `yardstick_test_${randomBytes(6).toString('hex')}`;
	const base = addressOf(templateUrl, 'postgres');
	// Two copies of one template at a moment are refused by the server: wait for the other to end.
	for (let attempt = 0; ; attempt++) {
		try {
			await onServer(base, `create database ${name} template ${template}`);
			return addressOf(templateUrl, name);
		} catch (error) {
			if ((error as { code?: string }).code !== '55006' || attempt > 100) throw error;
			await new Promise((done) => setTimeout(done, 50 + Math.random() * 100));
		}
	}
}

export async function dropDatabase(url: string): Promise<void> {
	await onServer(
		addressOf(url, 'postgres'),
		`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`
	);
}
