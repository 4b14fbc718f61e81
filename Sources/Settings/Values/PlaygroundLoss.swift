/// What the playground's trainer minimises.
package enum PlaygroundLoss: String, Sendable, Hashable, CaseIterable {
    /// arXiv 2305.18290.
    case dpo
    /// arXiv 2405.14734.
    case simpo
}
