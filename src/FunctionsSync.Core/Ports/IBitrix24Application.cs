namespace FunctionsSync.Core.Ports;

/// <summary>Our application in the portal. Failures are <see cref="RemoteException"/>s.</summary>
public interface IBitrix24Application
{
    /// <summary>Asks the configured portal whose token this is: the client id of its application, or null when the portal does not know it.</summary>
    Task<string?> FindClientIdAsync(string accessToken, CancellationToken cancellationToken);

    /// <summary>Stores the tokens of a new installation in the place of those there are. They must have been proven.</summary>
    Task InstallAsync(string accessToken, string refreshToken, string memberId, CancellationToken cancellationToken);
}
