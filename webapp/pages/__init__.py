"""The pages: each module fetches with permission, calls one use case and renders."""
