// Who plays in the tour: somebody whose account an earlier part opened, or somebody new.
import * as api from "./api.js";
import { fullName } from "./format.js";
import { language } from "./words.js";

const DOMAIN = "example.com";
const NUMBERS = "+7916555"; // four digits more

export class Cast {
  constructor(store, { people, passwords }) {
    Object.assign(this, { store, people, passwords, members: [] });
  }

  /** Somebody who has what the part needs and was left alone since; none: it is to be made first. */
  ready(part) {
    return this.members.findLast((member) => member.has.has(part.needs) && this.fits(member, part));
  }

  fits(member, part) {
    const person = this.store.people.get(member.id);
    return person && !person.blocked && !(part.once && member.played.has(part.name)) && this.last(member.id) === member.last;
  }

  last(id) {
    return this.store.list(id).findLast((message) => message.from?.id === id)?.message_id;
  }

  /** Notes what a member has gone through. */
  note(member, part) {
    member.played.add(part.name);
    if (part.gives) member.has.add(part.gives);
    for (const [name, other] of Object.entries(part.changes ?? {})) member[name] = member[other];
    member.last = this.last(member.id);
  }

  /** Somebody from the list who has not said a word yet: who is in the town already, else who comes now. */
  async somebody(list) {
    const names = this.people[list];
    for (let at = 0; ; at += 1) {
      const { mail, ...said } = names[at % names.length];
      const again = Math.floor(at / names.length);
      const name = again ? `${said[language]} ${"I".repeat(again + 1)}` : said[language];
      const known = [...this.store.people.values()].find((person) => fullName(person) === name);
      if (known && !this.isFresh(known)) continue;
      const { id } = known ?? (await this.comes(name));
      return this.member(id, name, mail);
    }
  }

  isFresh({ id, blocked, phone }) {
    return !blocked && phone && this.store.list(id).length === 0;
  }

  async comes(name) {
    const [first_name, ...rest] = name.split(" ");
    const taken = new Set([...this.store.people.values()].map(({ phone }) => phone));
    let number = 1001;
    while (taken.has(`${NUMBERS}${number}`)) number += 1;
    const details = { first_name, last_name: rest.join(" "), language_code: language, phone: `${NUMBERS}${number}` };
    const { result } = await api.addPerson(details);
    return result;
  }

  member(id, name, mail) {
    const [first, last] = name.split(" ");
    let [email, number] = [`${mail}@${DOMAIN}`, 1];
    while (this.store.addresses.owners.has(email)) email = `${mail}${(number += 1)}@${DOMAIN}`;
    const one = { id, first, last, email, ...this.passwords[language], has: new Set(), played: new Set() };
    this.members.push(one);
    return one;
  }
}
