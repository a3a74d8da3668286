"""The municipal portal: what a town hall reads, reports, replies, attests and corrects."""
