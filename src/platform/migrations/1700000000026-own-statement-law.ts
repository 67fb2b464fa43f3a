// Says by which law citations of an organisation's own statement are read (catalogue/legal-basis.ts). Runs on both databases.
import type { MigrationInterface, QueryRunner } from "typeorm";

const noteOf = (law: string) =>
  `UPDATE source SET note = 'Was in einem Beitrag ohne andere Fundstelle steht. ${law}' WHERE slug = 'eigene-angaben'`;
const TODAY = "Zitate gelten nach dem Recht vom 01.01.2026; älteres Recht mit „a. F.“.";

export class OwnStatementLaw1700000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(noteOf(`${TODAY} Bei Abgeschlossenem gelten sie nach dem Recht am Ende der Laufzeit.`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(noteOf(TODAY));
  }
}
