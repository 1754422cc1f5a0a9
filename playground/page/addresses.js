// Whose mail and whose SMS it is: a number is its owner's, any other address belongs to whoever wrote it first in a chat.

const EMAIL = /[^\s<>"',;:()]+@[^\s<>"',;:()]+\.[^\s<>"',;:()]+/gu;
const NUMBER = /\+?\d[\d\s()-]{8,}\d/gu;

export class Addresses {
  constructor() {
    this.owners = new Map(); // address → id of the person who wrote it first
  }

  /** Remembers what a person's message names, so that it stays theirs when the message is deleted. */
  learn(message) {
    const text = message.text ?? message.contact?.phone_number;
    if (!text || !message.from || message.from.is_bot) return;
    for (const [address] of text.matchAll(EMAIL)) this.add(address.toLowerCase(), message.from.id);
    for (const [number] of text.matchAll(NUMBER)) this.add(digits(number), message.from.id);
  }

  add(address, personId) {
    if (!this.owners.has(address)) this.owners.set(address, personId);
  }

  /** Mail that nobody is known to own is shown to everyone rather than lost. */
  mailIsFor(person, mail) {
    return this.mayRead(person, String(mail.to).toLowerCase(), []);
  }

  smsIsFor(person, sms, people) {
    const number = digits(sms.to);
    const holders = people.filter((other) => other.phone && digits(other.phone) === number).map((other) => other.id);
    return this.mayRead(person, number, holders);
  }

  mayRead(person, address, holders) {
    const owners = holders.length || !this.owners.has(address) ? holders : [this.owners.get(address)];
    return owners.length === 0 || owners.includes(person.id);
  }
}

/** The number's digits in international form; 8 at home is +7 abroad. */
function digits(number) {
  const only = String(number).replace(/\D/gu, "");
  return only.length === 11 && only.startsWith("8") ? `7${only.slice(1)}` : only;
}
