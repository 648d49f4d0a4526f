# coming soon
