-- What is cancelled owes nothing. Credits that were earned back kept their amount before, and looked as if nothing had
-- changed when they were owed again.
update evaluation.credits set amount = 0 where state = 'CANCELLED' and amount <> 0;
